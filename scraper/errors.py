"""The errors this program raises on purpose. Each docstring is the meaning; the message says what to do next."""

STOPPED = "Stopped before it was done. Nothing is damaged; run the same command again."
"""What is said after Ctrl+C."""


class UnscError(Exception):
    """Something a person can act on; the command line prints the message and exits."""

    exit_code = 1


class BadReference(UnscError):
    """What was typed does not read as a resolution, a range or a pinpoint."""

    exit_code = 2


class UnknownStyle(UnscError):
    """A style of citation that is not offered; the message says why, and which comes nearest."""

    exit_code = 2


class NotFound(UnscError):
    """The address is well formed, and nothing stands there."""


class UpstreamError(UnscError):
    """A host could not be asked, or did not answer with what was asked for."""


class WrongContent(UpstreamError):
    """An answer came, and it is not the document: an HTML page, a cut body, another document."""


class HostStopped(UpstreamError):
    """The host asked us to stop, or failed too often; it is left alone for the rest of the run."""


class UnsafeArchive(UnscError):
    """An archive that would unpack outside the store, or to more than the stated limits."""


class NotAResolution(UnscError):
    """A readable document of another kind: a presidential statement, a draft that was not adopted, a stray file."""


class DatabaseError(UnscError):
    """The database is missing, in use, damaged, or of another version of this program."""


class WorseDatabase(DatabaseError):
    """A build came out with less, or worse, than the database in place; it is not put there unless that is accepted."""
