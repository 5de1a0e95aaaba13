"""What can go wrong at the front door: each error is one clear sentence for the person who called."""


class FrontDoorError(Exception):
    """The command cannot go on. The text is one sentence that says why and what to do; the
    command exits 1.
    """


class NotBuiltError(FrontDoorError):
    """The command is part of the contract and not built yet; the command exits 3."""


class DataFolderError(FrontDoorError):
    """The data folder cannot be used."""


class SettingError(FrontDoorError):
    """A setting is missing or wrong; the text names it."""


class PostgresError(FrontDoorError):
    """The managed database cannot be found, started, reached or stopped."""
