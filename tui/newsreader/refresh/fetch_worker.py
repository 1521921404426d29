"""The worker that fetches feeds, folders and pages: run by `fetch_client` and `client`, imported by nothing."""

from newsreader.background.worker_process import serve
from newsreader.refresh.fetch_handler import handle

if __name__ == "__main__":
    serve(handle)
