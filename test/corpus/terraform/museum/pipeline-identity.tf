# Identity by which the pipeline deploys. It manages what is in the group.
resource "azurerm_user_assigned_identity" "pipeline" {
  name                = "id-museum-pipeline"
  location            = var.location
  resource_group_name = var.resource_group
}

resource "azurerm_federated_identity_credential" "pipeline" {
  name                = "github-main"
  resource_group_name = var.resource_group
  parent_id           = azurerm_user_assigned_identity.pipeline.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = "https://token.actions.githubusercontent.com"
  subject             = "repo:citymuseum/tickets:environment:prod"
}

resource "azurerm_role_assignment" "pipeline" {
  scope                = "/subscriptions/${var.subscription_id}/resourceGroups/${var.resource_group}"
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.pipeline.principal_id
}

output "pipeline_client_id" {
  value = azurerm_user_assigned_identity.pipeline.client_id
}
