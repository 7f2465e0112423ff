"""A public instance: keeping it current, the folder it is put up from, the data as a release."""
