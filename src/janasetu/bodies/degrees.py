"""Where West Bengal lies, in degrees (WGS 84), with a little around it. Pure."""

WEST, SOUTH, EAST, NORTH = 85.7, 21.4, 90.0, 27.4


def lie_here(lat: float, lon: float) -> bool:
    """Whether these are in the state."""
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def are_swapped(lat: float, lon: float) -> bool:
    """Whether these would be in the state if latitude stood where the longitude stands."""
    return not lie_here(lat, lon) and lie_here(lon, lat)
