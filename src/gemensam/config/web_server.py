"""How gunicorn serves the application: a few processes with threads, no log line per request.

Used by ``start.py run`` and the demo; every value can be given on gunicorn's command line as well.
"""

import os
from pathlib import Path

bind = os.environ.get("GEMENSAM_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("GEMENSAM_WEB_PROCESSES", "2"))
threads = int(os.environ.get("GEMENSAM_WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
max_requests = 5000  # a process starts anew now and then, so that a leak never grows large
max_requests_jitter = 500
errorlog = "-"
accesslog = None  # addresses and times of persons are not collected
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - the heartbeat file must not wait for a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108 - the same; gunicorn makes an unnamed file there
