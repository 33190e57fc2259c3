"""How gunicorn serves the site: `gunicorn -c deploy/gunicorn.conf.py aabenraa_plan.wsgi`, from the project's folder.

SIGHUP starts new workers from the code as it is now, and lets the old ones finish what they are at.
"""

import os
from pathlib import Path

import gunicorn.http.wsgi

from aabenraa_plan.running.logs import JSON_LINES

bind = os.environ.get("BIND", "127.0.0.1:8000")
# One request at a time each. Two did best on two cores; with more cores, as many as there are.
workers = int(os.environ.get("WEB_WORKERS", "2"))
timeout = 120
# A saving that has begun when the server is stopped or loaded anew is finished; systemd waits a little longer.
graceful_timeout = 60
# A worker is replaced now and then, each at another moment, so that no leak grows for months.
max_requests, max_requests_jitter = 5000, 500
# nginx stands on the same machine. Elsewhere: its addresses.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
# The sign of life of each worker is a file: in memory, so that a slow disk kills no worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
# The site writes a line for each request itself, without what people typed.
accesslog = None
logconfig_dict = JSON_LINES
gunicorn.http.wsgi.SERVER = "web"
