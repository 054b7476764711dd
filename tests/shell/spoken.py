"""Prints, as JSON, the tree that a screen reader is given of one application: what each thing is, what it is called,
the states it is in, and what else is told of it. The accessibility bus is the one that the session names."""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

# States that are said aloud or decide what a key does; the rest is about how it is drawn.
SAID = (
    "busy checked collapsed editable enabled expandable expanded focusable focused has-popup invalid-entry "
    "multiselectable pressed read-only required selectable selected"
).split()
# A table of a million rows gives only those that are drawn; more than this is a tree that does not end.
MOST = 20_000


def states_of(thing):
    held = thing.get_state_set()
    return [word for word in SAID if held.contains(getattr(Atspi.StateType, word.upper().replace("-", "_")))]


def tree_of(thing, left):
    left[0] -= 1
    if left[0] < 0:
        raise SystemExit(f"more than {MOST} things in the tree")
    told = {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "states": states_of(thing),
        "attributes": thing.get_attributes() or {},
    }
    description = thing.get_description()
    if description:
        told["description"] = description
    text = thing.get_text_iface()
    if text is not None:
        told["text"] = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    children = [thing.get_child_at_index(index) for index in range(thing.get_child_count())]
    told["children"] = [tree_of(child, left) for child in children if child is not None]
    return told


def main(pid):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is not None and application.get_process_id() == pid:
            json.dump(tree_of(application, [MOST]), sys.stdout)
            return
    raise SystemExit(f"no application of the process {pid} on the accessibility bus")


main(int(sys.argv[1]))
