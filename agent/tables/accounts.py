"""Accounts and the contacts at them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from agent.domain.contacts import PURPOSE
from agent.tables.columns import JSON_TYPE, at_field, id_field, json_field, maybe_at_field


class AccountRow(SQLModel, table=True):
    __tablename__ = "account"

    id: str = id_field()
    name: str
    domain: str = Field(unique=True, index=True)
    country: str = ""
    region: str = ""
    city: str = ""
    industry: str = ""
    headcount: int | None = None
    language: str = "en"
    relationship: str = "prospect"
    owner: str = Field(default="", index=True)
    aliases: Any = json_field()
    technologies: Any = json_field()
    cik: str = Field(default="", index=True)
    boards: Any = json_field()
    feeds: Any = json_field()
    external_id: str = ""
    company_number: str = Field(default="", sa_column_kwargs={"server_default": ""})
    pages: Any = Field(default_factory=list, sa_type=JSON_TYPE, sa_column_kwargs={"server_default": "[]"})
    lei: str = Field(default="", sa_column_kwargs={"server_default": ""})
    discovered_at: datetime | None = maybe_at_field()
    created_at: datetime = at_field()
    updated_at: datetime = at_field()


class ContactRow(SQLModel, table=True):
    __tablename__ = "contact"

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    name: str
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    email: str = ""
    email_key: str | None = Field(default=None, unique=True, index=True)
    function: str | None = None
    seniority: str | None = None
    address_status: str = "known"
    country: str = ""
    time_zone: str = ""
    language: str = "en"
    consent: str = ""
    source: str = ""
    sourced_at: datetime | None = maybe_at_field()
    purpose: str = Field(default=PURPOSE, sa_column_kwargs={"server_default": PURPOSE})
    lawful_basis: str = Field(default="", sa_column_kwargs={"server_default": ""})
    notice_sent_at: datetime | None = maybe_at_field()
    verified_at: datetime | None = maybe_at_field()
    engaged_at: datetime | None = maybe_at_field()
    keep_until: datetime | None = maybe_at_field(index=True)
    confirmed_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    confirmed_at: datetime | None = maybe_at_field()
    guess_probability: float | None = None
    erased_at: datetime | None = maybe_at_field()
    licence_tag: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created_at: datetime = at_field()
    updated_at: datetime = at_field()
