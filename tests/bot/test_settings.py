from __future__ import annotations

import pytest

from bot.compose import situation_settings
from bot.errors import SettingsError
from bot.settings import Settings, load_settings
from compliance.situation import Imprint

TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "a-very-secret-token",
    "TWILIO_FROM": "+15550100, +15550101",
}


def load(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings(_env_file=None)


def test_without_any_setting_the_house_runs_on_this_machine_alone(monkeypatch):
    settings = load(monkeypatch)

    assert settings.host == "127.0.0.1"
    assert not settings.sends_sms


def test_several_numbers_are_separated_by_commas(monkeypatch):
    settings = load(monkeypatch, **TWILIO)

    assert settings.twilio_from == ("+15550100", "+15550101")
    assert settings.sends_sms
    assert settings.sms_sender == "+15550100"


def test_a_messaging_service_begins_conversations_where_there_is_one(monkeypatch):
    settings = load(monkeypatch, **TWILIO, TWILIO_MESSAGING_SERVICE_SID="MG1")

    assert settings.sms_sender == "MG1"


def test_a_blank_value_is_no_value(monkeypatch):
    assert load(monkeypatch, TWILIO_ACCOUNT_SID="").twilio_account_sid is None


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"FORBEAR_PUBLIC_URL": "bot.example.com"}, "FORBEAR_PUBLIC_URL cannot be used"),
        ({"FORBEAR_PORT": "many"}, "FORBEAR_PORT cannot be used"),
        ({"FORBEAR_CLOCK": "2026-11-30T09:00:00", "FORBEAR_DEMO": "1"}, "time zone"),
        ({"FORBEAR_CLOCK": "2026-11-30T09:00:00Z"}, "FORBEAR_DEMO=1"),
        ({"TWILIO_ACCOUNT_SID": "AC1"}, "TWILIO_AUTH_TOKEN is not"),
        ({"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}, "TWILIO_FROM"),
        ({"TWILIO_FROM": "5550100x"}, "TWILIO_FROM cannot be used"),
        ({"FORBEAR_LICENCES": "us-ca"}, "FORBEAR_LICENCES cannot be used"),
        ({"FORBEAR_SEND_TIMEOUT": "30"}, "FORBEAR_SEND_LEASE"),
        ({"FORBEAR_RASA_TIMEOUT": "60"}, "FORBEAR_TURN_LEASE"),
    ],
)
def test_an_unusable_value_stops_the_start_and_says_what_to_do(monkeypatch, environment, says):
    with pytest.raises(SettingsError, match=says):
        load(monkeypatch, **environment)


def test_a_refused_setting_is_not_quoted_for_it_may_be_a_secret(monkeypatch):
    with pytest.raises(SettingsError) as refused:
        load(monkeypatch, **TWILIO, FORBEAR_PORT="a-secret-in-the-wrong-place")

    assert "a-secret-in-the-wrong-place" not in str(refused.value)
    assert "a-very-secret-token" not in str(refused.value)


def test_a_secret_is_not_shown_where_the_settings_are(monkeypatch):
    assert "a-very-secret-token" not in repr(load(monkeypatch, **TWILIO))


def test_what_messages_must_say_of_us_reaches_the_door(monkeypatch):
    monkeypatch.setenv("FORBEAR_CONTACT_PERSON", "Dana Reyes")
    monkeypatch.setenv("FORBEAR_CONTACT_PHONE", "+1 212 555 0198")
    monkeypatch.setenv("FORBEAR_LICENCES", "us-ca=License 60DBO-1; US-NV = CA Lic. 9;")
    told = situation_settings(load_settings(_env_file=None))
    assert told.imprint == Imprint(person="Dana Reyes", phone="+1 212 555 0198")
    assert told.licences == {"us-ca": "License 60DBO-1", "us-nv": "CA Lic. 9"}
    assert told.registered_in == {"us-ca", "us-nv"}
