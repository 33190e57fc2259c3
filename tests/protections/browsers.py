"""What a browser is told, and what it is kept from."""

from tests.protections.shape import SETTINGS, Protection

HEADERS, ALL_HEADERS = (
    "aabenraa_plan/headers.py",
    "tests/test_headers.py::test_every_kind_of_answer_carries_the_headers_and_the_policy",
)
REAL_COOKIES = "tests/test_headers.py::test_cookies_in_real_use_are_bound_to_this_host_and_to_https"
REFERRER = 'SECURE_REFERRER_POLICY = "same-origin"'
WEAK_KEY = "tests/test_headers.py::test_weak_key_is_refused_in_real_use_and_not_repeated"

BROWSERS = [
    Protection(
        "Pages carry the content policy",
        SETTINGS,
        '    "csp.middleware.CSPMiddleware",\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "The policy lets no script stand in a page",
        SETTINGS,
        '        "script-src": [SELF],\n',
        '        "script-src": [SELF, "\'unsafe-inline\'"],\n',
        ALL_HEADERS,
    ),
    Protection(
        "The policy lets no other site frame a page",
        SETTINGS,
        '        "frame-ancestors": [NONE],\n',
        "",
        ALL_HEADERS,
    ),
    Protection("Pages are kept by no cache", HEADERS, '    "Cache-Control": "no-store, private",\n', "", ALL_HEADERS),
    Protection(
        "Pages ask for no camera, place or microphone",
        HEADERS,
        '    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "Other sites cannot embed our answers",
        HEADERS,
        '    "Cross-Origin-Resource-Policy": "same-origin",\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "Search engines are told to stay away",
        HEADERS,
        '    "X-Robots-Tag": "noindex, nofollow",\n',
        "",
        ALL_HEADERS,
    ),
    Protection(
        "Old browsers frame no page either",
        SETTINGS,
        'X_FRAME_OPTIONS = "DENY"',
        'X_FRAME_OPTIONS = "SAMEORIGIN"',
        ALL_HEADERS,
    ),
    Protection("Addresses are told to no other site", SETTINGS, REFERRER, "SECURE_REFERRER_POLICY = None", ALL_HEADERS),
    Protection(
        "No answer is taken for another kind than it is (nosniff)",
        SETTINGS,
        REFERRER,
        f"{REFERRER}\nSECURE_CONTENT_TYPE_NOSNIFF = False",
        ALL_HEADERS,
    ),
    Protection(
        "Only our own host names are answered",
        SETTINGS,
        'ALLOWED_HOSTS = env("ALLOWED_HOSTS")',
        'ALLOWED_HOSTS = ["*"]',
        ALL_HEADERS,
    ),
    Protection(
        "A form from another site is refused",
        SETTINGS,
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        "tests/test_access.py::test_url_takes_no_form_from_another_site[uploads]",
    ),
    Protection(
        "Scripts cannot read the cookies",
        SETTINGS,
        "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True",
        "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = False",
        "tests/test_headers.py::test_cookies_are_hidden_from_scripts_and_from_other_sites",
    ),
    Protection(
        "Cookies are bound to this host",
        SETTINGS,
        '    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"\n',
        "",
        REAL_COOKIES,
    ),
    Protection(
        "The session's cookie goes by https only", SETTINGS, "    SESSION_COOKIE_SECURE = True\n", "", REAL_COOKIES
    ),
    Protection("The form's cookie goes by https only", SETTINGS, "    CSRF_COOKIE_SECURE = True\n", "", REAL_COOKIES),
    Protection(
        "Browsers are told to use https alone for a year (HSTS)",
        SETTINGS,
        "    SECURE_HSTS_SECONDS = 365 * 24 * 3600\n",
        "",
        "tests/test_headers.py::test_answer_in_real_use_tells_the_browser_to_come_by_https_alone",
    ),
    Protection("Plain http leads to https", SETTINGS, "    SECURE_SSL_REDIRECT = True\n", "", REAL_COOKIES),
    Protection(
        "Messages stay on the server",
        SETTINGS,
        'MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"',
        'MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"',
        "tests/test_headers.py::test_messages_are_not_sent_to_the_browser_as_a_cookie",
    ),
    Protection("A weak signing key is refused", SETTINGS, "        refuse_weak(key)\n", "        pass\n", WEAK_KEY),
    Protection(
        "A form of more than a megabyte is not read",
        SETTINGS,
        "DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024",
        "DATA_UPLOAD_MAX_MEMORY_SIZE = None",
        "tests/test_headers.py::test_form_larger_than_a_megabyte_is_not_read",
    ),
    Protection(
        "Another site does not decide where a login leads",
        "aabenraa_plan/access.py",
        "came_from.netloc == request.get_host() and came_from.path != request.path",
        "came_from.path != request.path",
        "tests/test_access.py::test_form_sent_after_the_session_ended_leads_back_to_where_it_stood",
    ),
    Protection(
        "Nothing but the folders of static files is served",
        SETTINGS,
        'STATICFILES_DIRS = [\n    BASE_DIR / "static",\n',
        'STATICFILES_DIRS = [\n    BASE_DIR,\n    BASE_DIR / "static",\n',
        "tests/test_headers.py::test_folders_and_files_of_the_program_are_not_served",
    ),
    Protection(
        "Pages of faults for developers are off by default",
        SETTINGS,
        "DEBUG=(bool, False)",
        "DEBUG=(bool, True)",
        "tests/test_headers.py::test_debugging_is_off_unless_it_is_asked_for",
    ),
    Protection(
        "The settings of real use pass Django's own check",
        SETTINGS,
        "    SECURE_HSTS_INCLUDE_SUBDOMAINS = True\n",
        "",
        "tests/test_pages.py::test_settings_for_real_use_pass_the_deployment_check",
    ),
]
