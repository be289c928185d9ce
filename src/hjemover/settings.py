"""Settings, read from the environment (HJEMOVER_…) and nowhere else in the code."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def content_folder(name: str) -> Path:
    """Where built-in content lies: beside the source, or inside the package of a wheel."""
    packaged = Path(__file__).parent / "content" / name
    if packaged.is_dir():
        return packaged
    top = Path(__file__).parents[2]
    return top / "deploy" / "region" if name == "region" else top / name


class Settings(BaseSettings):
    """What an installation decides. Every one has a default that works for a first try."""

    model_config = SettingsConfigDict(env_prefix="HJEMOVER_", extra="ignore")

    environment: Literal["demo", "test", "production"] = "demo"
    home: Path = Field(
        default=Path("var"), description="Where the embedded database and the keys are kept."
    )
    database_url: str | None = Field(
        default=None, description="postgresql://… for production; the embedded one otherwise."
    )
    pathways: Path = Field(default_factory=lambda: content_folder("pathways"))
    notifications: Path = Field(default_factory=lambda: content_folder("notifications"))
    identity_keys: SecretStr | None = Field(
        default=None,
        description='The key ring for patient identity: {"<key id>": "<base64 of 32 bytes>", …, '
        '"index": "<base64 of 32 bytes>"}. The first is used for new rows; "index" is for look-up. '
        "Demo and test make a ring of their own under `home`.",
    )
    public_url: str = "http://127.0.0.1:8080"
    web_host: str = "127.0.0.1"
    web_port: int = 8080
    web_proxies: str = Field(
        default="127.0.0.1", description="Whose word is taken for where a request comes from."
    )
    session_idle_minutes: int = Field(default=30, ge=1, le=240)
    session_hours: int = Field(default=10, ge=1, le=16)

    proof_minutes: int = Field(
        default=10,
        ge=1,
        le=60,
        description="Emergency access asks for the password again when it was given longer ago.",
    )

    password_sign_in: bool = Field(default=True, description="Accounts with passwords of ours.")
    provider_issuer: str | None = Field(
        default=None, description="Sign-in at an OpenID provider, as HelseID."
    )
    provider_name: str = "HelseID"
    provider_client_id: str | None = None
    provider_key: SecretStr | None = Field(default=None, description="Our private key, a JWK.")
    provider_scopes: str = (
        "openid helseid://scopes/identity/pid_pseudonym helseid://scopes/identity/security_level"
    )
    provider_subject_claim: str = "helseid://claims/identity/pid_pseudonym"
    provider_level_claim: str = "helseid://claims/identity/security_level"
    provider_hpr_claim: str = "helseid://claims/hpr/hpr_number"
    provider_level: int = Field(default=4, description="How sure it must be at least.")

    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_starttls: Literal["required", "if-offered", "never"] = "required"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout: float = 10.0
    smtp_ca_file: Path | None = None
    mail_sender: str = "hjemover@localhost.example"

    small_numbers: int = Field(
        default=3,
        ge=2,
        description="Counts under this are hidden outside the organisations that they are of.",
    )
    sweep_seconds: float = Field(default=1.0, description="How often the worker peeks.")
    lease_seconds: float = Field(default=60.0, description="How long a worker keeps a claim.")
    prefect_few: int = Field(
        default=20, description="Up to so many patients in a batch have a task run each."
    )
    prefect_chunk: int = Field(
        default=100, description="Patients per task run in a big batch of wake-ups."
    )

    @property
    def database(self) -> str:
        """The database's address; the embedded one is under ``home``."""
        return self.database_url or f"sqlite:///{self.home / 'hjemover.db'}"
