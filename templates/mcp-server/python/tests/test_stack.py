import pytest
from aws_cdk import App
from aws_cdk.assertions import Match, Template

from tools.stack import ToolsStack


@pytest.fixture(scope="module")
def template() -> Template:
    # A test of the stack needs no packages of the server.
    app = App(context={"aws:cdk:bundling-stacks": []})
    return Template.from_stack(ToolsStack(app, "Test"))


def test_nobody_calls_the_server_without_a_token_of_the_login(template: Template) -> None:
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Route", {"RouteKey": "POST /mcp", "AuthorizationType": "JWT"}
    )
    template.resource_count_is("AWS::Cognito::UserPool", 1)


def test_the_server_is_told_its_public_url(template: Template) -> None:
    template.has_resource_properties(
        "AWS::Lambda::Function",
        {"Environment": {"Variables": Match.object_like({"MCP_PUBLIC_URL": Match.any_value()})}},
    )
