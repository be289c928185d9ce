"""For the operator: links with which people choose their password."""

from cyclopts import App

from hjemover.application import accounts
from hjemover.bootstrap import read_settings
from hjemover.cli.console import out, say
from hjemover.cli.opening import open_house
from hjemover.web.serving import address_of

account = App(name="account", help="Accounts: who may sign in.")


def register(app: App) -> None:
    app.command(account)


@account.command
def invite(login: str) -> int:
    """Print a link with which LOGIN chooses a password. It can be used once.

    Args:
        login: As in the address book.
    """
    settings = read_settings()
    token = accounts.invite(open_house(settings, migrate=True), login)
    say(f"Give this to {login}, and to nobody else. It holds for three days, and once.")
    out.print(f"{address_of(settings)}/oppsett/{token}", markup=False, soft_wrap=True)
    return 0
