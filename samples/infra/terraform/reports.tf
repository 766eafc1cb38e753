# reports reads the sales of each region with an identity of its own: more than an app can have.
resource "azurerm_user_assigned_identity" "region" {
  for_each            = toset(["at", "be", "bg", "ch", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv", "nl", "no"])
  name                = "sales-${each.key}"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_spring_cloud_app" "reports" {
  name                = "reports"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name

  identity {
    type = "UserAssigned"
    identity_ids = [
      azurerm_user_assigned_identity.region["at"].id,
      azurerm_user_assigned_identity.region["be"].id,
      azurerm_user_assigned_identity.region["bg"].id,
      azurerm_user_assigned_identity.region["ch"].id,
      azurerm_user_assigned_identity.region["cz"].id,
      azurerm_user_assigned_identity.region["de"].id,
      azurerm_user_assigned_identity.region["dk"].id,
      azurerm_user_assigned_identity.region["ee"].id,
      azurerm_user_assigned_identity.region["es"].id,
      azurerm_user_assigned_identity.region["fi"].id,
      azurerm_user_assigned_identity.region["fr"].id,
      azurerm_user_assigned_identity.region["gr"].id,
      azurerm_user_assigned_identity.region["hr"].id,
      azurerm_user_assigned_identity.region["hu"].id,
      azurerm_user_assigned_identity.region["ie"].id,
      azurerm_user_assigned_identity.region["it"].id,
      azurerm_user_assigned_identity.region["lt"].id,
      azurerm_user_assigned_identity.region["lu"].id,
      azurerm_user_assigned_identity.region["lv"].id,
      azurerm_user_assigned_identity.region["nl"].id,
      azurerm_user_assigned_identity.region["no"].id
    ]
  }
}
