"""Values as text, data and pages: nothing here knows a server or a request."""
