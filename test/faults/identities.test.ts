import { identitySequences } from './identity-sequences';
import { faultTests } from './fault-table';

faultTests(identitySequences);
