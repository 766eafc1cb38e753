import { grantSequences } from './grant-sequences';
import { faultTests } from './fault-table';

faultTests(grantSequences);
