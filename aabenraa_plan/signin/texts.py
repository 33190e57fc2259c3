"""What is said when a sign-in, a password or a second step is not as it should be."""

WAIT = "Der har været for mange forsøg. Vent et kvarter, og prøv så igen."
WRONG_CODE = "Koden passer ikke. Se efter i din app, og skriv den kode, der står nu."
ACCOUNT_ERRORS = {
    "username_password_mismatch": "Brugernavn og adgangskode passer ikke sammen. Prøv igen.",
    "account_inactive": "Adgangen er lukket. Spørg en administrator i jobcentret.",
    "enter_current_password": "Det er ikke din nuværende adgangskode. Skriv den igen.",
    "incorrect_password": "Adgangskoden passer ikke. Skriv den igen.",
    "incorrect_code": WRONG_CODE,
    "invalid_or_expired_key": "Linket virker ikke længere. Bed om et nyt.",
    "invalid_login": "Brugernavn og adgangskode passer ikke sammen. Prøv igen.",
    "invalid_password_reset": "Linket virker ikke længere. Bed om et nyt.",
    "too_many_login_attempts": WAIT,
    "rate_limited": WAIT,
}
SECOND_STEP_ERRORS = {
    "incorrect_code": WRONG_CODE,
    "cannot_delete_authenticator": "Dit andet trin kan ikke fjernes, for alle skal logge ind i to trin.",
    "cannot_generate_recovery_codes": "Vælg først en app eller en nøgle. Så får du nødkoder.",
    "unverified_email": "Du kan ikke vælge et andet trin endnu. Spørg en administrator.",
}
WRONG_KEY = "Nøglen blev ikke genkendt. Prøv igen, eller skriv en kode i stedet."
TWO_PASSWORDS = "De to adgangskoder er ikke ens. Skriv den samme begge steder."
NO_PASSWORD_HERE = "Du logger ind med kommunens login. Din adgangskode skiftes der og ikke her."
PASSWORD_RULES = (
    "Mindst 12 tegn, gerne en hel sætning. Ikke en almindelig adgangskode, og ikke noget, der ligner dit navn."
)
MEANS = {
    "password": "adgangskode",
    "totp": "kode fra app",
    "webauthn": "nøgle",
    "recovery_codes": "nødkode",
    "openid_connect": "kommunens login",
}
