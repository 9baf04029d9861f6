"""Stub while building."""

from fastapi import APIRouter

router = APIRouter()
