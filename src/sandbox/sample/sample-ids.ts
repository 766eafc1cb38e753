import { stableGuid } from '../estates/stable-guid';

/** Ids of the sample estate that samples, screenshots and tests may name. */
export const sampleIds = {
  shopTenant: stableGuid('tenant shop'),
  partnerTenant: stableGuid('tenant partner'),
  productionSubscription: stableGuid('subscription shop production'),
  developmentSubscription: stableGuid('subscription shop development'),
  partnerSubscription: stableGuid('subscription partner portal'),
} as const;
