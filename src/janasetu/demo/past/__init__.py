"""The year that a demo begins with: cases of four towns, their people, their photographs, their messages."""
