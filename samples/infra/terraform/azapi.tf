# loyalty uses what the azurerm provider does not offer.
resource "azapi_resource" "loyalty" {
  type      = "Microsoft.AppPlatform/Spring/apps@2022-01-01-preview"
  name      = "loyalty"
  parent_id = azurerm_spring_cloud_service.shop.id

  body = jsonencode({
    identity = {
      type = "SystemAssigned,UserAssigned"
      userAssignedIdentities = {
        (azurerm_user_assigned_identity.orders.id) = {}
      }
    }
    properties = {
      public = false
    }
  })
}
