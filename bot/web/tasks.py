"""The tasks that people asked for, as collectors see and close them."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from bot.services import Services
from bot.web.coach import ROLES
from bot.web.gate import Gate, Visitor
from bot.web.refusals import Missing, PageRoute
from bot.web.rendering import PRIVATE
from ledger.tables import Task
from ledger.tasks import close_task


def router(services: Services) -> APIRouter:
    """Make the route that closes a task."""
    routes = APIRouter(prefix="/coach/tasks", route_class=PageRoute, include_in_schema=False)
    submit = Gate(services).submit(*ROLES)

    @routes.post("/{task_id}/close")
    def close(
        task_id: str,
        visitor: Visitor = Depends(submit),
        outcome: Literal["done", "not_done"] = Form(),
    ) -> Response:
        with services.db.transaction() as session:
            task = session.get(Task, task_id)
            if task is None:
                raise Missing
            close_task(
                session, task_id, outcome=outcome, staff_id=visitor.staff_id, now=services.clock()
            )
        return RedirectResponse("/coach#tasks", status_code=303, headers=PRIVATE)

    return routes
