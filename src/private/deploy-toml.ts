/**
 * The metadata of a server's construct that names the `deploy.toml` from which it was made, as its path was given. It
 * stands in the cloud assembly and not in the template.
 */
export const DEPLOY_TOML_METADATA = 'cdk-mcp-lambda:deployToml';
