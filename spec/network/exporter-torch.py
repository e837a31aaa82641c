"""Trains small networks with PyTorch, exports them to folders, and prints the classes that they themselves give to digits, as JSON.

    python exporter-torch.py MNIST_DIR OUT_DIR
"""
import json, sys

sys.path[:0] = ["fixtures/networks/own-network", "python/src"]
import importlib, lifspec, torch
from torch import nn

idx = importlib.import_module("from-pytorch").idx
torch.manual_seed(0)
torch.set_num_threads(1)
images, labels = (torch.tensor(idx(sys.argv[1], f"train-{part}-ubyte")[:3000]) for part in ("images-idx3", "labels-idx1"))
tests = torch.tensor(idx(sys.argv[1], "t10k-images-idx3-ubyte")[:100])[:, None] / 255
networks = {
    "pooling": nn.Sequential(
        *(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.AvgPool2d(3), nn.Conv2d(6, 16, 3, bias=False), nn.ReLU()),
        *(nn.AvgPool2d(3), nn.Flatten(), nn.Linear(64, 10)),
    ),
    "dense": nn.Sequential(nn.Sequential(nn.Flatten(), nn.Linear(784, 32)), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 10)),
}
answers = {}
for name, module in networks.items():
    optimizer = torch.optim.Adam(module.parameters(), 5e-3)
    for batch in torch.randperm(len(images)).split(50):
        optimizer.zero_grad()
        nn.functional.cross_entropy(module(images[batch][:, None] / 255), labels[batch].long()).backward()
        optimizer.step()
    lifspec.export_torch(module, f"{sys.argv[2]}/{name}", images[:500, None] / 255)
    answers[name] = module.eval()(tests).argmax(1).tolist()
print(json.dumps(answers))
