"""One door in (applikasjonen): every act, every question and every sweep goes through here."""
