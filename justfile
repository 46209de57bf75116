# Thin aliases; start.py does the work and needs no just.

demo *ARGS:
    python3 start.py demo {{ARGS}}

test *ARGS:
    python3 start.py test {{ARGS}}

check *ARGS:
    python3 start.py check {{ARGS}}
