data "azurerm_kubernetes_cluster" "main" {
  name                = "aks-ferry"
  resource_group_name = "rg-ferry"
}

resource "azurerm_user_assigned_identity" "crossing" {
  name                = "id-crossing"
  location            = "denmarkeast"
  resource_group_name = "rg-ferry"
}

resource "azurerm_federated_identity_credential" "crossing" {
  name                = "crossing"
  resource_group_name = "rg-ferry"
  parent_id           = azurerm_user_assigned_identity.crossing.id
  issuer              = data.azurerm_kubernetes_cluster.main.oidc_issuer_url
  audience            = ["api://AzureADTokenExchange"]
  subject             = "system:serviceaccount:ferry:crossing"
}

resource "kubernetes_service_account" "crossing" {
  metadata {
    name      = "crossing"
    namespace = "ferry"
    annotations = {
      "azure.workload.identity/client-id" = azurerm_user_assigned_identity.crossing.client_id
    }
  }
}
