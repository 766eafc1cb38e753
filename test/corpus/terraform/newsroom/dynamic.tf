variable "identity_ids" {
  type    = list(string)
  default = []
}

resource "azurerm_spring_cloud_app" "editor" {
  name                = "editor"
  resource_group_name = var.resource_group_name
  service_name        = var.service_name

  dynamic "identity" {
    for_each = length(var.identity_ids) > 0 ? [1] : []
    content {
      type         = "UserAssigned"
      identity_ids = var.identity_ids
    }
  }

  lifecycle {
    ignore_changes = [identity]
  }
}
