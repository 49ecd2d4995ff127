import { App } from 'aws-cdk-lib';
import { ServerStack } from './server-stack';

new ServerStack(new App(), 'Quickstart');
