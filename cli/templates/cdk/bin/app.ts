import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { DeployConfig } from 'cdk-mcp-lambda';
import { ServerStack } from '../lib/stack';

const app = new App();

const deployToml = process.argv[2] ?? join(__dirname, '../../deploy.toml');
// `mcp-lambda deploy --env staging` says which of the file's environments is meant.
const config = DeployConfig.fromFile(deployToml, { env: app.node.tryGetContext('mcp-lambda:env') });

new ServerStack(app, config.stackName, { deployToml, env: config.env, description: config.description });
