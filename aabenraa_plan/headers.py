"""What every answer of the site carries, and how it answers those who ask for the headers alone."""

FEATURES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
    *("midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
ALWAYS = {
    # A page is its reader's alone: kept by no cache, and gone from the browser's back button after logging out.
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "X-Robots-Tag": "noindex, nofollow",
}


class HeadersMiddleware:
    """Outermost, so that static files, refusals and faults carry them too. What an answer says itself stands."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response


class HeadMiddleware:
    """HEAD is what GET would answer, without its body: each view says only whether it takes GET."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        return without_body(response)


def without_body(response):
    if response.streaming:
        response.streaming_content = []
    else:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response
