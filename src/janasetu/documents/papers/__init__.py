"""What a paper looks like: layouts, the parts they are put together from, and the press. Pure: no Django."""
