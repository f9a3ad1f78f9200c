"""Everything the gateway and the worker are told from outside, in one place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
_HINTS = {
    "database_url": "Give an SQLAlchemy address such as sqlite:///var/forbear.db or "
    "postgresql+psycopg://user@host/forbear.",
    "public_url": "Give the address Twilio calls, such as https://bot.example.com, without a path.",
    "clock": "Give an instant with its zone, such as 2026-11-30T09:00:00-05:00.",
    "licences": "Give each as place=what must be shown, separated by semicolons, such as "
    "us-ca=License 60DBO-12345; us-nv=CA Lic. 99.",
    "twilio_from": "Give numbers as +15550100, separated by commas.",
}


def _bare(name: str) -> Any:
    return AliasChoices(name, name.upper())


class Settings(BaseSettings):
    """Read from the environment and from ``.env``; ``.env.example`` explains each name."""

    model_config = SettingsConfigDict(
        env_prefix="FORBEAR_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    # where things are
    data_dir: Path = Path("var")
    database_url: str = Field(
        default_factory=lambda given: f"sqlite:///{given['data_dir'] / 'forbear.db'}"
    )
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    packs_dir: Path = ROOT / "compliance" / "packs"
    policies_dir: Path = ROOT / "policies"

    # who we are
    secret: SecretStr | None = None
    collector: str | None = None
    provider_approved: bool = False
    contact_person: str | None = None
    contact_phone: str | None = None
    contact_email: str | None = None
    postal_address: str | None = None
    licences: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)

    # Twilio
    twilio_account_sid: str | None = Field(None, validation_alias=_bare("twilio_account_sid"))
    twilio_auth_token: SecretStr | None = Field(None, validation_alias=_bare("twilio_auth_token"))
    twilio_webhook_key: SecretStr | None = Field(None, validation_alias=_bare("twilio_webhook_key"))
    twilio_messaging_service_sid: str | None = Field(
        None, validation_alias=_bare("twilio_messaging_service_sid")
    )
    twilio_from: Annotated[tuple[str, ...], NoDecode] = Field(
        (), validation_alias=_bare("twilio_from")
    )
    twilio_api_base: str | None = None
    twilio_answers_stop: bool = False
    texts_per_second: float | None = Field(None, gt=0)

    # payments by link
    stripe_secret_key: SecretStr | None = Field(None, validation_alias=_bare("stripe_secret_key"))
    stripe_webhook_secret: SecretStr | None = Field(
        None, validation_alias=_bare("stripe_webhook_secret")
    )
    stripe_api_base: str | None = None

    # the other processes
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr | None = None
    actions_port: int = 5055
    metrics_token: SecretStr | None = None

    # durations, in seconds
    rasa_timeout: float = Field(8.0, gt=0)
    turn_lease: float = Field(12.0, gt=0)
    send_timeout: float = Field(8.0, gt=0)
    send_lease: float = Field(12.0, gt=0)
    lookup_delay: float = Field(2.0, ge=0)

    # trying out
    demo: bool = False
    clock: datetime | None = None

    @field_validator("twilio_from", mode="before")
    @classmethod
    def _several_numbers(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(number.strip() for number in value.split(",") if number.strip())
        return value

    @field_validator("licences", mode="before")
    @classmethod
    def _by_place(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [item.partition("=") for item in value.split(";") if item.strip()]
        if any(not place.strip() or not shown.strip() for place, _, shown in pairs):
            raise ValueError("not place=licence")
        return {place.strip().lower(): shown.strip() for place, _, shown in pairs}

    @field_validator("twilio_from")
    @classmethod
    def _full_numbers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for number in value:
            if not (number.startswith("+") and number[1:].isdigit()) and not number.isdigit():
                raise ValueError("a number is not in international form")
        return value

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not a web address")
        return value.rstrip("/")

    @field_validator("clock")
    @classmethod
    def _with_zone(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        return value

    @property
    def sends_sms(self) -> bool:
        """Whether everything is there that sending a text needs."""
        return bool(
            self.twilio_account_sid
            and self.twilio_auth_token
            and (self.twilio_messaging_service_sid or self.twilio_from)
        )

    @property
    def payments(self) -> str:
        """Who takes payments by link: ``stripe``, in a demo ``sandbox``, else ``none``."""
        if self.stripe_secret_key is not None:
            return "stripe"
        return "sandbox" if self.demo else "none"

    @property
    def sms_sender(self) -> str | None:
        """The address of ours that begins conversations: the service, or the first number."""
        if self.twilio_messaging_service_sid:
            return self.twilio_messaging_service_sid
        return self.twilio_from[0] if self.twilio_from else None


def load_settings(**given: Any) -> Settings:
    """Read the settings; say in one sentence per value what to correct.

    Raises:
        SettingsError: a value cannot be used, or two of them do not fit together.
    """
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(found) for found in error.errors())) from None
    _check_together(settings)
    return settings


def _sentence(found: Any) -> str:
    field = str(found["loc"][0]) if found["loc"] else "settings"
    name = (
        field.upper()
        if field.lower().startswith(("twilio_", "stripe_"))
        else f"FORBEAR_{field.upper()}"
    )
    if field in ("twilio_api_base", "twilio_answers_stop", "stripe_api_base"):
        name = f"FORBEAR_{field.upper()}"
    hint = _HINTS.get(field.lower(), "See .env.example.")
    return f"{name} cannot be used ({found['msg'].removeprefix('Value error, ')}). {hint}"


def _check_together(settings: Settings) -> None:
    if settings.send_timeout >= settings.send_lease:
        raise SettingsError(
            "FORBEAR_SEND_TIMEOUT must be shorter than FORBEAR_SEND_LEASE, or a slow answer "
            "would be looked for while it is still under way. Lower the first."
        )
    if settings.rasa_timeout >= settings.turn_lease:
        raise SettingsError(
            "FORBEAR_RASA_TIMEOUT must be shorter than FORBEAR_TURN_LEASE, or a slow turn would "
            "be run twice at once. Lower the first."
        )
    if settings.clock is not None and not settings.demo:
        raise SettingsError(
            "FORBEAR_CLOCK moves time and is only for trying out. Remove it, or set FORBEAR_DEMO=1."
        )
    if settings.twilio_account_sid and not settings.twilio_auth_token:
        raise SettingsError(
            "TWILIO_ACCOUNT_SID is set but TWILIO_AUTH_TOKEN is not. Copy the token from the "
            "Twilio console into .env, or remove both to run without text messages."
        )
    if settings.twilio_auth_token and not settings.sms_sender:
        raise SettingsError(
            "Twilio is set up without a sender. Set TWILIO_MESSAGING_SERVICE_SID or TWILIO_FROM."
        )
    if (settings.stripe_secret_key is None) != (settings.stripe_webhook_secret is None):
        raise SettingsError(
            "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together: without the second "
            "nobody could tell a real payment from a forged one. Set both, or neither."
        )
