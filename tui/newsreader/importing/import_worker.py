"""The worker that reads sources for `add`: run by `import_client`, imported by nothing."""

from newsreader.background.worker_process import serve
from newsreader.importing.import_handler import ImportHandler

if __name__ == "__main__":
    serve(ImportHandler().handle)
