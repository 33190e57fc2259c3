def posted(request):
    """What was sent, for a form; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None
