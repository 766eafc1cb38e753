using 'till.bicep'

/* One file for each shop; this is the one at the north gate.
   What differs from shop to shop stands here, the rest in the module. */
param tillName = 'till-north'

var shop = 'north'
var opened = '2021-04-01'

param labels = {
  shop: shop
  opened: opened
  manager: readEnvironmentVariable('SHOP_MANAGER', 'unknown')
}

param cardKey = az.getSecret('6d1f3a52-9c0b-4d77-8a26-5be14f90c3d8', 'rg-bakery', 'kv-bakery', 'card-key')
