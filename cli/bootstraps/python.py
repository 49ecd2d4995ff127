"""Runs the handler of a Python runtime: asks Lambda's Runtime API for events and hands it what the handler makes of them."""
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

HOST = os.environ["AWS_LAMBDA_RUNTIME_API"]
ROOT = "/2018-06-01/runtime/"


class Context:
    """What a handler is told about its invocation."""

    def __init__(self, headers):
        environ = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


def load(name):
    """`package/module.function`."""
    module, _, function = name.rpartition(".")
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    return getattr(importlib.import_module(module.replace("/", ".")), function)


def call(method, path, body=None):
    connection = http.client.HTTPConnection(HOST)
    try:
        connection.request(method, ROOT + path, body, {"content-type": "application/json"} if body is not None else {})
        response = connection.getresponse()
        return response.headers, response.read()
    finally:
        connection.close()


def described(error):
    traceback.print_exc()
    return json.dumps({
        "errorType": type(error).__name__,
        "errorMessage": str(error),
        "stackTrace": traceback.format_tb(error.__traceback__),
    }).encode()


def main():
    # As in Lambda, the root logger has a handler, and levels are the function's.
    logging.basicConfig()
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        call("POST", "init/error", described(error))
        sys.exit(1)
    while True:
        headers, event = call("GET", "invocation/next")
        context = Context(headers)
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
        try:
            path, body = "response", json.dumps(handler(json.loads(event), context)).encode()
        except Exception as error:
            path, body = "error", described(error)
        call("POST", f"invocation/{context.aws_request_id}/{path}", body)


main()
