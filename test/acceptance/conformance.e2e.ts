import { describeConformance } from './conformance';
import { DEV_DOORS, NO_DOOR } from './doors';

describeConformance(NO_DOOR, DEV_DOORS);
