variable "spring_id" {
  type = string
}

resource "azurerm_user_assigned_identity" "frames" {
  name                = "id-frames"
  location            = "westus3"
  resource_group_name = "rg-gallery"
}

resource "azapi_resource" "frames" {
  type      = "Microsoft.AppPlatform/Spring/apps@2022-04-01"
  name      = "frames"
  parent_id = var.spring_id

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.frames.id]
  }

  body = jsonencode({
    properties = { public = true }
  })
}

resource "azapi_resource" "frames_role" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  name      = uuidv5("oid", "frames")
  parent_id = var.storage_id
  body = {
    properties = {
      principalId      = azurerm_user_assigned_identity.frames.principal_id
      roleDefinitionId = "/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
    }
  }
}

variable "storage_id" {
  type = string
}
