"""The desks of an application on the page of its case: the way, papers, moves, the note sheet, the inbox."""
