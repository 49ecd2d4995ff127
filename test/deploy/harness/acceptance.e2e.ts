import { HARNESS_DOORS } from './acceptance-doors';
import { describeWithAdapter } from './test-support';
import { describeContract } from '../../acceptance/contract';

describeWithAdapter('the acceptance server behind the real adapter, through', () => describeContract(HARNESS_DOORS));
