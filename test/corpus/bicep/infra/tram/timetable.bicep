param location string = 'westeurope'

resource spring 'Microsoft.AppPlatform/Spring@2022-04-01' existing = {
  name: 'tram-spring'
}

resource timetableId 'Microsoft.ManagedIdentity/userAssignedIdentities@2018-11-30' existing = {
  name: 'timetable-id'
}

resource timetable 'Microsoft.AppPlatform/Spring/apps@2022-04-01' = {
  parent: spring
  name: 'timetable'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${timetableId.id}': {}
    }
  }
  properties: {
    public: true
  }
}
