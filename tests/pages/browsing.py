"""A real browser for the tests: Debian's Chromium, headless, reaching this machine only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP = (1280, 900)
PHONE = (390, 844)
SMALL_PHONE = (320, 640)


def chromium() -> str | None:
    """Find a Chromium: the one named by FORBEAR_CHROMIUM, or the system's."""
    named = os.environ.get("FORBEAR_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield started
        started.close()


@contextmanager
def a_page(
    started: Browser,
    site: str,
    *,
    size: tuple[int, int] = DESKTOP,
    dark: bool = False,
    locale: str = "en-US",
) -> Iterator[Page]:
    """A fresh window; whatever a script of ours throws or logs as an error fails the test."""
    context = started.new_context(
        base_url=site,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale=locale,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "console",
        lambda line: (
            trouble.append(line.text)
            if line.type == "error" and "Content Security Policy" in line.text
            else None
        ),
    )
    yield page
    context.close()
    assert not trouble, trouble


def log_in(page: Page, login: str, password: str) -> None:
    page.goto("/login")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Log out").wait_for()
