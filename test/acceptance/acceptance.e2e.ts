import { describeContract } from './contract';
import { DEV_DOORS, NO_DOOR } from './doors';

describeContract([NO_DOOR, ...DEV_DOORS]);
