resource "azapi_resource" "restoration" {
  type      = "Microsoft.AppPlatform/Spring/apps@2023-12-01"
  name      = "restoration"
  parent_id = var.spring_id
  body = jsonencode({
    identity = {
      type = "SystemAssigned,UserAssigned"
      userAssignedIdentities = {
        (var.identity_id) = {}
      }
    }
    properties = {
      persistentDisk = {
        sizeInGB  = 10
        mountPath = "/persistent"
      }
    }
  })
}

variable "spring_id" {}
variable "identity_id" {}
