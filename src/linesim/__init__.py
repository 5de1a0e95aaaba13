"""linesim: a stand-in of the WhatsApp Cloud API, with a phone for every citizen and no account needed."""
