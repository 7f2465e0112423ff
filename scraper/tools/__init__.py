"""What language models call by the Model Context Protocol: short answers, each with its address."""
