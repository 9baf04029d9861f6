"""Whom a user works as: asked of the first admin without a ready answer, and changed on Users."""

from __future__ import annotations

import builders
import pytest
from web_world import World, csrf, world

from agent.store import users
from agent.store.engine import Store
from review_queue import auth


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


def test_the_first_admin_is_not_taken_for_somebody_who_decides_on_nothing(here: World) -> None:
    with here.store.engine.begin() as connection:
        connection.exec_driver_sql("delete from session")
        connection.exec_driver_sql("delete from user_account")
    token = auth.first_admin_token(here.store, now=here.clock.now())
    choices = here.client().get(f"/setup/{token}").text.partition('name="owner" required>')[2]
    assert (
        choices.index("Yes, I am") < choices.index("No, I only") and "selected" not in choices.partition("<button")[0]
    )
    form = {"name": "Dora Reed", "email": "dora@harbor.example", "password": builders.PASSWORD, "owner": "-"}
    assert here.client().post(f"/setup/{token}", data=form).status_code == 303
    with here.store.read() as session:
        [dora] = users.everyone(session)
    assert dora.owner_id == ""


def test_an_admin_changes_roles_and_whom_people_work_as_and_of_themselves_only_the_last(here: World) -> None:
    dave = here.client("dave")
    with here.store.read() as session:
        known = {row.email.partition("@")[0]: row for row in users.everyone(session)}
    owner = builders.team().owners[0].id

    def change(name: str, role: str) -> int:
        form = {"csrf": csrf(dave), "what": "role", "role": role, "owner": owner}
        return int(dave.post(f"/users/{known[name].id}", data=form).status_code)

    assert (change("alice", "revops"), change("dave", "admin"), change("dave", "sdr")) == (303, 303, 422)
    with here.store.read() as session:
        now = {row.email.partition("@")[0]: (row.role, row.owner_id) for row in users.everyone(session)}
    assert now["alice"] == ("revops", owner) and now["dave"] == ("admin", owner)
    assert f'<option value="{owner}" selected>' in dave.get("/users").text
