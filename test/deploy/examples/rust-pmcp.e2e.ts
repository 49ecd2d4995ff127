import { describeExample } from './example-suite';

describeExample('rust-pmcp', { server: 'rust-pmcp', command: 'exec build/bootstrap', unknownHost: 403 });
