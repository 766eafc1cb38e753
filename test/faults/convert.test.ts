import { convertSequence } from './convert-sequence';
import { faultTests } from './fault-table';

faultTests([convertSequence]);
