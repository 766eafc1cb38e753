// The service runs on the Standard consumption and dedicated plan.
param location string = resourceGroup().location

resource apiIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-flex-api'
  location: location
}

// Wrong (MI005, and MI609 here): there are no user-assigned identities on this plan.
resource api 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop-flex/flex-api'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${apiIdentity.id}': {}
    }
  }
}
