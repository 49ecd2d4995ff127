import { App } from 'aws-cdk-lib';
import { ServerStack } from './server-stack';

const app = new App();
for (let number = 1; number <= 100; number++) {
  new ServerStack(app, `Server${number}`);
}
