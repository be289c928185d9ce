"""The provider that the settings name."""

from hjemover.bootstrap import SettingsWrong
from hjemover.settings import Settings
from hjemover.web.provider.client import Client, Provider, read_key

RETURN_PATH = "/logg-inn/svar"


def provider_of(settings: Settings) -> Client | None:
    """A client for the provider; None when the settings name none.

    Raises:
        SettingsWrong: One of its settings is missing or cannot be used.
    """
    if settings.provider_issuer is None:
        return None
    if settings.provider_client_id is None or settings.provider_key is None:
        raise SettingsWrong(
            "HJEMOVER_PROVIDER_ISSUER is set, so HJEMOVER_PROVIDER_CLIENT_ID and"
            " HJEMOVER_PROVIDER_KEY must be too."
        )
    try:
        key = read_key(settings.provider_key.get_secret_value())
    except ValueError as wrong:
        raise SettingsWrong(f"HJEMOVER_PROVIDER_KEY: {wrong}.") from None
    return Client(
        Provider(
            issuer=settings.provider_issuer,
            client_id=settings.provider_client_id,
            key=key,
            scopes=settings.provider_scopes,
            redirect_uri=settings.public_url.rstrip("/") + RETURN_PATH,
            subject_claim=settings.provider_subject_claim,
            level_claim=settings.provider_level_claim,
            hpr_claim=settings.provider_hpr_claim,
        )
    )
